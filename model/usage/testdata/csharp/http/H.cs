using System.Net.Http;
class SlackHttp {
    private const string BaseUrl = "https://slack.com/api/";
    private readonly HttpClient _http = new() { BaseAddress = new Uri("https://slack.com/api/") };
    async Task A() {
        await _http.PostAsync("chat.postMessage", content); // want: chat.postMessage
        await _http.GetAsync($"{BaseUrl}users.list"); // want: users.list
        await _http.GetStringAsync("users.info?user=" + id); // want: users.info
        await _http.PostAsJsonAsync("views.open", new { }); // want: views.open
        var r = new RestRequest("conversations.list", Method.GET); // want: conversations.list
        var c = new RestClient("https://slack.com/api/team.info"); // want: team.info
        await Send("pins.add", null); // want: pins.add
        await CallAsync<Reply>("reactions.add", x); // want: reactions.add
        using var m = new HttpRequestMessage(HttpMethod.Post, BaseUrl + "chat.update"); // want: chat.update
        var u = string.Format("{0}{1}", BaseUrl, "emoji.list"); // want: emoji.list
        var w = new Uri(new Uri(BaseUrl), "dnd.info"); // want: dnd.info
        await "https://slack.com/api".AppendPathSegment("auth.test").PostJsonAsync(x); // want: auth.test
        Post(SlackMethod.Delete); // want: chat.delete
    }
    Task Send(string method, object o) => _http.PostAsync(BaseUrl + method, null);
    Task<T> CallAsync<T>(string endpoint, object o) { var url = $"{BaseUrl}{endpoint}"; return x; }
    void Post(string m) { _http.PostAsync($"https://slack.com/api/{m}", null); }
}
static class SlackMethod { public const string Delete = "chat.delete"; }
