"""The rules of e-mail addresses, as a library knows them."""

from email_validator import EmailNotValidError, validate_email

from application.people.ports import EmailSyntax
from domain.kernel.names import trimmed
from domain.people.email import LONGEST_EMAIL, Email, InvalidEmail


class ValidatedEmailSyntax(EmailSyntax):
    """Asks email-validator. Nothing is looked up on the network."""

    def check(self, email: str) -> Email:
        """Return the address composed (NFC), its domain in lower case and in its own letters."""
        found = trimmed(email)
        if len(found) > LONGEST_EMAIL:  # before anything else is looked at: what follows takes its time
            raise InvalidEmail(f"An e-mail address has {LONGEST_EMAIL} characters at most", field=("email",))
        try:
            return Email(validate_email(found, check_deliverability=False, test_environment=True).normalized)
        except EmailNotValidError as refusal:
            raise InvalidEmail(str(refusal), field=("email",)) from refusal

    def read(self, email: str) -> str:
        try:
            return self.check(email)
        except InvalidEmail:
            return trimmed(email)[:LONGEST_EMAIL]
