require 'slack-ruby-client'
class Wrapper
  def initialize(team)
    @client = Slack::Web::Client.new(token: team.token)
  end

  def method_missing(name, *args)
    @client.public_send(name, *args)
  end
end

class Use
  def go
    api = Wrapper.new(team)
    api.users_info(user: 'U') # want: users.info
    api.chat_postMessage(channel: 'C') # want: chat.postMessage
  end
end
