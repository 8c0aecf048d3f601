// Neo4j's driver for JavaScript: official.mjs URL USER PASSWORD MODULE [WEBSOCKET]; writes one node, reads how many there are.
const [url, user, password, module, webSocket] = process.argv.slice(2)
if (webSocket) {
  // What a browser has: the driver's build for browsers speaks through it.
  globalThis.WebSocket = (await import(webSocket)).WebSocket
}
const loaded = await import(module)
const neo4j = loaded.default ?? loaded
const driver = neo4j.driver(url, neo4j.auth.basic(user, password))
try {
  const session = driver.session()
  await session.executeWrite(tx => tx.run('CREATE (:Note)'))
  const read = await session.executeRead(tx => tx.run('MATCH (n:Note) RETURN count(n) AS c'))
  console.log('count', read.records[0].get('c').toString())
  await session.close()
} finally {
  await driver.close()
}
