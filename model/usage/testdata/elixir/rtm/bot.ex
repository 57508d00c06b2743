defmodule Harbour.Bot do
  use Slack

  def begin(state) do
    Slack.start_link(__MODULE__, System.get_env("SLACK_API_TOKEN"), state) # want: rtm.start
  end
end
