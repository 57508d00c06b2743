defmodule Example.Settings.Slack do
  @url "https://slack.com"

  def tell(args), do: HTTPoison.post!("#{@url}/api/chat.postMessage", {:form, args}) # want: chat.postMessage
  def who(args), do: HTTPoison.post!("#{@url}/api/users.info", {:form, args}) # want: users.info
end
