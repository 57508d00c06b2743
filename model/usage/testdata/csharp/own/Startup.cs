namespace Harbour;

public class Startup
{
    void Add(IServiceCollection services) =>
        services.AddHttpClient<SlackClient>(client => client.BaseAddress = new Uri("https://slack.com/api/"));
}
