from slack_sdk.web.async_client import AsyncWebClient


class Paced:
    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def _slowly(self, method: str, **kwargs):
        async with self._gate:
            func = getattr(self._client, method)
            return (await func(**kwargs)).data

    async def channels(self):
        return await self._slowly("conversations_list", limit=200)  # want: conversations.list

    async def people(self):
        return await self._slowly("users_list")  # want: users.list
