namespace Example.SlackSession;

public class Typed
{
    private readonly HttpClient _http;

    public Typed(HttpClient http) { _http = http; }

    public Task Post(HttpContent body) => _http.PostAsync("chat.postMessage", body); // want: chat.postMessage

    public Task Who(string user) => _http.GetAsync("users.info?user=" + user); // want: users.info
}
