// What Slack is told to do stands in the settings.
class SlackChat
{
    Task Tell(HttpContent form) => _http.PostAsync(_settings.SendNote, form); // want: chat.postMessage
}
