curl --request POST \
--url https://cloud.typedb.com/api/org/ORG_ID/projects/PROJECT_ID/clusters/CLUSTER_ID/resume \
--header 'Authorization: Bearer {ACCESS-TOKEN}'
