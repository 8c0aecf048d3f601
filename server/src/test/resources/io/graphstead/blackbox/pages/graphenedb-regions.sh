curl https://api.db.graphenedb.com/deployments/regions \
-H "authorization: Bearer ACCESS_TOKEN" \
-H "content-type: application/json"
