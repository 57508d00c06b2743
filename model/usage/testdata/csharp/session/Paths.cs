public static class Paths
{
    public const string Root = "https://slack.com/api";
    public const string Begin = "/rtm.start";
    public const string Never = "/pins.list"; // want: untraced
}
