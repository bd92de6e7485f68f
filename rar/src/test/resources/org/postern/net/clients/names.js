// Of each line "port way version name": whose certificate it is given when it asks for that name, or what keeps it from asking.
const net = require("node:net");
const tls = require("node:tls");
const readline = require("node:readline");

process.noDeprecation = true; // Of names that are addresses.

function attempt(port, way, version, servername) {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    const give = (result) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const fail = (error) => give(error.message.replaceAll(/\s+/g, " "));
    const timer = setTimeout(() => give("timeout"), 20000);
    const begin = () => {
      let heard = "";
      let secured;
      try {
        secured = tls.connect({
          socket, servername, rejectUnauthorized: false, minVersion: "TLSv" + version, maxVersion: "TLSv" + version,
        });
      } catch (error) {
        fail(error);
        return;
      }
      secured.on("error", fail);
      secured.on("secureConnect", () => secured.write("EHLO client.example.org\r\nQUIT\r\n"));
      secured.on("data", (data) => {
        heard += data.toString("latin1");
        if (/^221 .*\r\n$/m.test(heard)) {
          give("CN=" + secured.getPeerCertificate().subject.CN);
        }
      });
    };
    socket.on("error", fail);
    socket.on("close", () => give("closed"));
    if (way === "implicit") {
      socket.once("connect", begin);
      return;
    }
    let heard = "";
    const commands = ["EHLO client.example.org\r\n", "STARTTLS\r\n"];
    socket.on("data", (data) => {
      heard += data.toString("latin1");
      if (!/^\d{3} .*\r\n$/m.test(heard)) {
        return;
      }
      heard = "";
      if (commands.length > 0) {
        socket.write(commands.shift());
      } else {
        socket.removeAllListeners("data");
        begin();
      }
    });
  });
}

async function main() {
  console.log("Node.js %s with OpenSSL %s", process.versions.node.split(".")[0], process.versions.openssl.split("+")[0]);
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [port, way, version, name] = line.split(" ");
    const servername = name === "-" ? undefined : Buffer.from(name.replaceAll("\\x", ""), "hex").toString();
    console.log(await attempt(port, way, version, servername));
  }
}

main();
