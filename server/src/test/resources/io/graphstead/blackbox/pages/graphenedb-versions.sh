curl https://api.db.graphenedb.com/deployments/versions \
-H "authorization: Bearer ACCESS_TOKEN" \
-H "content-type: application/json"
