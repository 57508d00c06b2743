defmodule Example.Barista do
  @moduledoc """
  Slack.Web.Chat.delete("C1", "1.2") is how messages go.
  """
  alias Slack.Web.Users

  # Slack.Web.Pins.add("C1")
  def serve(channel, order) do
    Slack.Web.Chat.post_message(channel, "Ready: #{order}") # want: chat.postMessage
    order.email |> Slack.Web.Users.lookup_by_email() # want: users.lookupByEmail
    Users.Profile.get("U1") # want: users.profile.get
    Slack.API.post("reactions.add", token(), %{name: "coffee"}) # want: reactions.add
    Example.Menu.list("files.list")
    Logger.info("chat.update " <> channel)
  end

  def raw(method), do: HTTPoison.get("https://slack.com/api/" <> method)
  def team, do: raw("team.info") # want: team.info
end
