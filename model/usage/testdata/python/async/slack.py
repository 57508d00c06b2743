import aiohttp
SLACK_API_URL = "https://slack.com/api/{}"
async def slack_api(session, method, **params):
    async with session.post(SLACK_API_URL.format(method), data=params) as r:
        return await r.json()
async def go(session):
    await slack_api(session, "users.info", user="U1") # want: users.info
    url = SLACK_API_URL.format("team.info") # want: team.info
    u2 = "https://slack.com/api/%s" % "emoji.list" # want: emoji.list
    async with session.get(url) as r:
        pass
