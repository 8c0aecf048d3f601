curl --request POST \
--url https://cloud.typedb.com/api/org/ORG_ID/projects/PROJECT_ID/clusters/CLUSTER_ID/suspend \
--header 'Authorization: Bearer {ACCESS-TOKEN}'
