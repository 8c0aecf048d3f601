curl --request GET \
--url https://cloud.typedb.com/api/org/ORG_ID/projects/PROJECT_ID/clusters/CLUSTER_ID \
--header 'Authorization: Bearer {ACCESS-TOKEN}'
