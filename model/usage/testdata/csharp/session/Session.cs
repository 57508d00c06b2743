namespace Example.SlackSession;

public class Session
{
    private readonly RestClient _rest = new RestClient(Paths.Root);

    public bool Begin()
    {
        var request = new RestRequest(Paths.Begin, Method.POST); // want: rtm.start
        return _rest.Execute(request).IsSuccessful && _rest.Execute(new RestRequest("users.list")).IsSuccessful; // want: users.list
    }
}
