// https://slack.com/api/chat.delete
class Notify
{
    const string Url = "https://slack.com/api/chat.postMessage"; // want: chat.postMessage
    /* https://slack.com/api/chat.update */
}
