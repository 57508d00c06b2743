require 'slack-ruby-client'

class Teller
  def initialize(token)
    @client = Slack::Web::Client.new(token: token)
  end

  def tell(name, args = {})
    @client.public_send(name, args)
  rescue Slack::Web::Api::Errors::TooManyRequestsError
    sleep 1
  end

  def people
    tell(:users_list) # want: users.list
    tell :conversations_list, limit: 9 # want: conversations.list
  end
end
