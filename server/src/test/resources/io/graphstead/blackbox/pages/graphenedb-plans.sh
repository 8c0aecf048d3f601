curl https://api.db.graphenedb.com/deployments/plans \
-H "authorization: Bearer ACCESS_TOKEN" \
-H "content-type: application/json"
