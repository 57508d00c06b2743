defmodule SlackClient do
  use Tesla
  plug Tesla.Middleware.BaseUrl, "https://slack.com/api"
  @base "https://slack.com/api/"
  @post_url "https://slack.com/api/chat.postMessage" # want: chat.postMessage
  @endpoint "/conversations.open"

  def a(id) do
    get("/users.info", query: [user: id]) # want: users.info
    post("/chat.update", %{}) # want: chat.update
    HTTPoison.post(@base <> "pins.add", "{}", []) # want: pins.add
    HTTPoison.get("#{@base}team.info") # want: team.info
    HTTPoison.post(@post_url, "")
    Req.post!(@base <> "views.open", json: %{}) # want: views.open
    Req.new(base_url: @base) |> Req.get!(url: "users.list") # want: users.list
    request(:post, "reactions.add", %{}) # want: reactions.add
    "emoji.list" |> call(%{}) # want: emoji.list
    post(@endpoint, %{}) # want: conversations.open
    Req.get(new(), url: "/dnd.info") # want: dnd.info
  end

  defp call(method, body), do: HTTPoison.post(@base <> method, body)
  defp request(verb, path, body) do
    HTTPoison.request(verb, @base <> path, body)
  end
end
