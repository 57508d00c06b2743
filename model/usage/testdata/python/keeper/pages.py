async def pages(api_call, *args, **kwargs):
    while True:
        answer = await api_call(*args, **kwargs)
        yield answer  # of slack
