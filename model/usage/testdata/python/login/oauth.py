from authlib.integrations.starlette_client import OAuth
from requests_oauthlib import OAuth2Session

oauth = OAuth()
oauth.register(
    name='slack',
    api_base_url='https://slack.com/api/',
    access_token_url='https://slack.com/api/oauth.v2.access',  # want: oauth.v2.access
    authorize_url='https://slack.com/oauth/v2/authorize',
    userinfo_endpoint='https://slack.com/api/users.identity',  # want: users.identity
)


async def who(request):
    return await oauth.slack.get('users.info', params={})  # want: users.info


def token(code):
    s = OAuth2Session('id')
    return s.fetch_token('https://slack.com/api/openid.connect.token', code=code)  # want: openid.connect.token
