"""Electronic mail: plain text, and the same as HTML in which nothing from outside is markup."""

from __future__ import annotations

import smtplib
import ssl
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from detente.desk.formats.page import templates
from detente.desk.telling.visible import one_line
from detente.desk.watch.channels.error import UnsentError
from detente.desk.watch.config import EmailChannel
from detente.desk.watch.message import Message

_TIMEOUT = 30.0  # seconds for each step


class Mail:
    """Sends mail.

    Arguments:
        channel: by which server, from whom, to whom.
        password: of its user, where it has one.

    """

    def __init__(self, channel: EmailChannel, password: str | None) -> None:
        self._channel, self._password = channel, password

    def send(self, message: Message) -> None:
        """Send a message; see `Sender`."""
        try:
            with self._connected() as server:
                server.send_message(self.written(message))
        except smtplib.SMTPAuthenticationError as error:
            raise UnsentError(f"the server takes no such password ({error.smtp_code})") from None
        except smtplib.SMTPResponseException as error:
            told = f"{error.smtp_code} {_plain(error.smtp_error)}"
            raise UnsentError(f"the server answered {told}") from None
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            raise UnsentError(f"the server takes mail for nobody: {code} {_plain(said)}") from None
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise UnsentError(f"{type(error).__name__}: {error}") from None

    def _connected(self) -> smtplib.SMTP:
        of = self._channel
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if of.tls == "tls":
            server = smtplib.SMTP_SSL(of.host, of.port, timeout=_TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(of.host, of.port, timeout=_TIMEOUT)
        try:
            if of.tls == "starttls":
                server.starttls(context=context)
            if of.user is not None:
                server.login(of.user, self._password or "")
        except BaseException:
            server.close()
            raise
        return server

    def written(self, message: Message) -> EmailMessage:
        """The mail, ready to be sent; the same message has the same Message-ID."""
        mail = EmailMessage(policy=policy.SMTP)
        domain = self._channel.sender.partition("@")[2]
        mail["Subject"] = one_line(message.title)
        mail["From"] = Address("Détente", addr_spec=self._channel.sender)
        mail["To"] = tuple(Address(addr_spec=to) for to in self._channel.to)
        mail["Date"] = format_datetime(message.made_at)
        mail["Message-ID"] = f"<{message.id}@{domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text())
        page = templates().get_template("watch/mail.html").render(message=message)
        mail.add_alternative(page, subtype="html")
        return mail


def _plain(said: bytes | str) -> str:
    return one_line(said.decode(errors="replace") if isinstance(said, bytes) else said)[:200]
