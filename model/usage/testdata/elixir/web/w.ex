defmodule W do
  use Slack
  alias Slack.Web.{Chat, Users}

  def a(token) do
    Slack.Web.Chat.post_message("C", "x", %{token: token}) # want: chat.postMessage
    Users.info("U", %{token: token}) # want: users.info
    Chat.update("C", "x", "1.2") # want: chat.update
    Slack.Web.Im.open("U") # want: im.open
    send_message("x", "C", slack)
  end
end

defmodule Sup do
  def start, do: Slack.Bot.start_link(W, [], "token") # want: rtm.connect
end
