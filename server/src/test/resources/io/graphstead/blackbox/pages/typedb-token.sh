curl --request POST \
--url https://cloud.typedb.com/api/auth \
--header 'Authorization: Basic {CLIENT_ID}:{CLIENT_SECRET}'
