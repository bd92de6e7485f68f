// Sends what a list of plans means, with Nodemailer. Arguments: file with the plans, host, port; NODE_PATH has the library.
// See MeantMail.java for what a plan has.
const fs = require('fs');
const nodemailer = require('nodemailer');

const [, , file, host, port] = process.argv;
const transport = nodemailer.createTransport({ host, port: Number(port), pool: true, maxConnections: 1, ignoreTLS: true });
const octets = (one) => Buffer.from(one.content, 'base64');

function options(plan) {
  const { 'Message-ID': messageId, 'In-Reply-To': inReplyTo, References: references, ...headers } = plan.fields;
  const attachments = plan.attachments.map((one) => ({ filename: one.name, contentType: one.type, content: octets(one) }));
  for (const one of plan.inline) {
    attachments.push({ filename: one.name, contentType: one.type, content: octets(one), cid: one.cid });
  }
  if (plan.forwarded !== null) {
    attachments.push({ contentType: 'message/rfc822', content: plan.forwarded });
  }
  return {
    envelope: { from: plan.from.address, to: [plan.recipient] },
    from: plan.from,
    to: plan.to,
    cc: plan.cc,
    subject: plan.subject,
    text: plan.text ?? undefined,
    html: plan.html ?? undefined,
    icalEvent: plan.calendar === null ? undefined : { method: 'REQUEST', content: plan.calendar },
    attachments,
    messageId,
    inReplyTo,
    references,
    headers,
  };
}

(async () => {
  for (const plan of JSON.parse(fs.readFileSync(file, 'utf8'))) {
    await transport.sendMail(options(plan));
  }
  transport.close();
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
