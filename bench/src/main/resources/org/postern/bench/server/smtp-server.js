// Nodemailer's smtp-server that accepts each message and forgets it.
// Arguments: the directory with node_modules, the port, a certificate, its key.
const fs = require('fs');
const path = require('path');

const [directory, port, certificate, key] = process.argv.slice(2);
const { SMTPServer } = require(path.join(directory, 'node_modules', 'smtp-server'));

const server = new SMTPServer({
  cert: fs.readFileSync(certificate),
  key: fs.readFileSync(key),
  authOptional: true,
  disabledCommands: ['AUTH'],
  disableReverseLookup: true,
  logger: false,
  maxClients: 20000,
  socketTimeout: 600 * 1000,
  onData(content, session, accepted) {
    content.on('data', () => {});
    content.on('end', () => accepted());
  },
});
server.on('error', () => {});
server.listen(Number(port), '127.0.0.1');
