defmodule MyApp.Slack do
  @base_url "https://slack.com/api"
  use Tesla
  plug Tesla.Middleware.BaseUrl, "https://slack.com/api"
  def post_message(channel, text), do: request("chat.postMessage", %{channel: channel}) # want: chat.postMessage
  def users, do: get("/users.list") # want: users.list
  def info(u) do
    Req.get!(@base_url <> "/users.info", params: [user: u]) # want: users.info
  end
  def hist(c) do
    "#{@base_url}/conversations.history" # want: conversations.history
    |> HTTPoison.get!([], params: %{channel: c})
  end
  defp request(method, body) do
    HTTPoison.post("#{@base_url}/#{method}", Jason.encode!(body))
  end
  def views(v), do: call(:post, "views.open", v) # want: views.open
  defp call(verb, path, body) do
    Finch.build(verb, Path.join(@base_url, path), [], body) |> Finch.request(F)
  end
  def rq, do: Req.new(base_url: @base_url) |> Req.post!(url: "/pins.add", json: %{}) # want: pins.add
end
