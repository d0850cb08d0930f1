"""Who asks, by API: signing in and out, another password, and what one may do."""

from protocol.access import Done, PasswordBody, SignInBody, SignInReply, WhoView
from protocol.refusals import RefusalCode
from server.access.credentials import Known
from server.access.roles import Kind
from server.web.errors import RefusedError, answered, refused
from server.web.requests.asked import AskedRequest


async def sign_in(request: AskedRequest, body: SignInBody) -> SignInReply:
    """Sign a member of staff in; the token is theirs until it is idle too long, or they leave."""
    return answered(
        await request.access.sign_in.sign_in(body.account, body.password, request.address)
    )


async def sign_out(request: AskedRequest) -> Done:
    """End this session."""
    await request.access.sign_in.sign_out(credential_of(request))
    return Done()


async def change_password(request: AskedRequest, body: PasswordBody) -> Done:
    """Another password for whoever asks; all other sessions of theirs end."""
    refusal = await request.access.sign_in.change_password(
        credential_of(request), body.old, body.new, request.address
    )
    if refusal is not None:
        raise RefusedError(refusal)
    return Done()


async def show_who(request: AskedRequest) -> WhoView:
    """Who asks, as the server knows them."""
    who = request.principal
    is_staff = who.kind is Kind.STAFF
    return WhoView(
        kind=who.kind,
        name=who.name,
        office=who.office or None,
        account_id=who.id if is_staff else None,
        roles={office: role.value for office, role in who.roles.items()},
        must_change_password=who.must_change_password,
    )


def credential_of(request: AskedRequest) -> Known:
    """The session that asks. Raises RefusedError(SIGN_IN_NEEDED)."""
    known = request.credential
    if known is None:
        raise refused(RefusalCode.SIGN_IN_NEEDED)
    return known
