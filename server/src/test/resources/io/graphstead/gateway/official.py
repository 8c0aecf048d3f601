"""Neo4j's driver for Python: official.py URL USER PASSWORD CONNECT_TO; writes one node, reads how many there are."""
import socket
import sys

from neo4j import GraphDatabase

url, user, password, connect_to = sys.argv[1:5]
resolve = socket.getaddrinfo


def as_dns_would(host, *args, **kwargs):
    """Names in a domain that only the test knows lead to loopback."""
    name = host.decode() if isinstance(host, bytes) else host
    return resolve(connect_to if connect_to and name == sys.argv[5] else host, *args, **kwargs)


if len(sys.argv) > 5:
    socket.getaddrinfo = as_dns_would
with GraphDatabase.driver(url, auth=(user, password)) as driver:
    with driver.session() as session:
        session.execute_write(lambda tx: tx.run("CREATE (:Note)").consume())
        count = session.execute_read(lambda tx: tx.run("MATCH (n:Note) RETURN count(n) AS c").single()["c"])
print("count", count)
