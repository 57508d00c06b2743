import httpx
from vault import slack as settings


async def conversations_invite(channel, people):  # want: conversations.invite
    headers = {"Authorization": f"Bearer {settings.TOKEN}"}
    async with httpx.AsyncClient() as http:
        return await http.post(settings.INVITE, headers=headers, json={"channel": channel, "users": people})


def conversations_archive(channel):
    return settings.ARCHIVE + channel


def unrelated():
    return httpx.get("https://example.com", headers={"Authorization": "none"})
