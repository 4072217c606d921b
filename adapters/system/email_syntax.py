"""The rules of e-mail addresses, as a library knows them."""

from email_validator import EmailNotValidError, validate_email

from application.staff.ports import EmailSyntax
from domain.staff.waiter import InvalidEmail


class ValidatedEmailSyntax(EmailSyntax):
    """Asks email-validator. Nothing is looked up on the network."""

    def check(self, email: str) -> str:
        """Return the address with its domain in lower case."""
        try:
            return validate_email(email.strip(), check_deliverability=False, test_environment=True).normalized
        except EmailNotValidError as refusal:
            raise InvalidEmail(str(refusal), field=("email",)) from refusal
