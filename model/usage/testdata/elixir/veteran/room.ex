defmodule Example.Veteran do
  defmacro __using__(_) do
    quote do
      use Slack
    end
  end
end

defmodule Example.SlackRoom do
  use Example.Veteran

  def open, do: start_link(Application.get_env(:example, :key)) # want: rtm.start

  def answer do
    mock(fn
      %{url: "https://slack.com/api/" <> method} = env -> respond(env, method)
      "https://slack.com/api/" <> rest -> rest
    end)
  end

  def part("https://slack.com/api/" <> method), do: method

  def split(url) do
    "https://slack.com/api/" <> method = url
    method
  end

  def ask(method), do: HTTPoison.get("https://slack.com/api/" <> method) # want: untraced
end
