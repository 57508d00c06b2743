namespace Harbour.Slack;

public class SlackClient(HttpClient http) : ApiClientBase(http)
{
    protected override Task<T> ApiCall<T>(HttpRequestMessage request)
    {
        return ApiCall<T>(_http, request, _logger);
    }

    public Task<Message> Tell(HttpContent content) =>
        ApiCall<Message>(new(HttpMethod.Post, "chat.postMessage") { Content = content }); // want: chat.postMessage
}
