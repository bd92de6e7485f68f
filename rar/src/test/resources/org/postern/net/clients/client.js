// Says of each line "port file-of-the-root" whether STARTTLS succeeds: without verifying, and with it.
const fs = require("node:fs");
const net = require("node:net");
const tls = require("node:tls");
const readline = require("node:readline");

const name = process.argv[2];

function attempt(port, options) {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    const give = (result) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => give("no"), 20000);
    let heard = "";
    let state = "greeting";
    socket.on("error", () => give("no"));
    socket.on("close", () => give("no"));
    socket.on("data", (data) => {
      heard += data.toString("latin1");
      if (!/^\d{3} .*\r\n$/m.test(heard)) {
        return;
      }
      if (state === "greeting") {
        state = "ehlo";
        heard = "";
        socket.write("EHLO client.example.org\r\n");
      } else if (state === "ehlo") {
        if (!heard.includes("STARTTLS")) {
          give("not-offered");
          return;
        }
        state = "starttls";
        heard = "";
        socket.write("STARTTLS\r\n");
      } else if (state === "starttls") {
        state = "tls";
        socket.removeAllListeners("data");
        const secured = tls.connect({ socket, servername: name, ...options });
        secured.on("error", () => give("no"));
        secured.on("secureConnect", () => secured.write("EHLO client.example.org\r\n"));
        secured.on("data", () => give("yes"));
      }
    });
  });
}

async function main() {
  console.log("Node.js %s with OpenSSL %s", process.versions.node.split(".")[0], process.versions.openssl.split("+")[0]);
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [port, root] = line.split(" ");
    const loose = await attempt(port, { rejectUnauthorized: false });
    console.log(loose, await attempt(port, { ca: fs.readFileSync(root) }));
  }
}

main();
