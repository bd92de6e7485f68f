"""Sends what a list of plans means, with Python's smtplib and both of its ways to write a message.

Arguments: file with the plans, host, port. See MeantMail.java for what a plan has.
"""

import base64
import email.policy
import json
import smtplib
import sys
from email import encoders
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import formataddr, formatdate


def octets(file):
    return base64.b64decode(file["content"])


def modern(plan):
    """As the manual of the email package has shown since Python 3.6."""
    message = EmailMessage(policy=email.policy.SMTP)
    message["Subject"] = plan["subject"]
    message["From"] = address(plan["from"])
    message["To"] = [address(one) for one in plan["to"]]
    if plan["cc"]:
        message["Cc"] = [address(one) for one in plan["cc"]]
    fields(message, plan)
    if plan["text"] is not None:
        message.set_content(plan["text"], charset=plan["charset"])
    if plan["html"] is not None:
        if plan["text"] is not None:
            message.add_alternative(plan["html"], subtype="html")
        else:
            message.set_content(plan["html"], subtype="html")
        if plan["inline"]:
            html = message.get_payload()[-1] if message.is_multipart() else message
            for image in plan["inline"]:
                major, minor = image["type"].split("/")
                html.add_related(octets(image), major, minor, cid="<%s>" % image["cid"], filename=image["name"])
    if plan["calendar"] is not None:
        message.add_alternative(plan["calendar"], subtype="calendar", params={"method": "REQUEST"})
    for file in plan["attachments"]:
        major, minor = file["type"].split("/")
        message.add_attachment(octets(file), major, minor, filename=file["name"])
    if plan["forwarded"] is not None:
        inner = email.message_from_string(plan["forwarded"], policy=email.policy.SMTP)
        message.add_attachment(inner)
    return message


def address(one):
    local, _, domain = one["address"].rpartition("@")
    return Address(one["name"] or "", local, domain)


def old(plan):
    """As most scripts still do it."""
    charset = plan["charset"]
    text = None if plan["text"] is None else MIMEText(plan["text"], "plain", charset)
    html = None if plan["html"] is None else MIMEText(plan["html"], "html", charset)
    if text is not None and html is not None:
        body = MIMEMultipart("alternative", None, [text, html])
    else:
        body = text if html is None else html
    if plan["attachments"]:
        message = MIMEMultipart()
        message.attach(body)
        for file in plan["attachments"]:
            major, minor = file["type"].split("/")
            part = MIMEBase(major, minor)
            part.set_payload(octets(file))
            encoders.encode_base64(part)
            part.add_header("Content-Disposition", "attachment", filename=file["name"])
            message.attach(part)
    else:
        message = body
    message["Subject"] = Header(plan["subject"], charset)
    message["From"] = pair(plan["from"])
    message["To"] = ", ".join(pair(one) for one in plan["to"])
    if plan["cc"]:
        message["Cc"] = ", ".join(pair(one) for one in plan["cc"])
    message["Date"] = formatdate()
    fields(message, plan)
    return message


def pair(one):
    return formataddr((one["name"], one["address"]))


def fields(message, plan):
    for name, value in plan["fields"].items():
        message[name] = value


MAKERS = {"python email": modern, "python MIMEText": old}

plans = json.load(open(sys.argv[1], encoding="utf-8"))
with smtplib.SMTP(sys.argv[2], int(sys.argv[3])) as smtp:
    for plan in plans:
        message = MAKERS[plan["program"]](plan)
        smtp.send_message(message, plan["from"]["address"], [plan["recipient"]])
