require 'slack-ruby-client'

Slack.configure { |config| config.token = ENV['SLACK_API_TOKEN'] }

class Notifier
  def client
    @client ||= Slack::Web::Client.new
  end

  def self.slack = Slack::Web::Client.new

  def go
    client.auth_test # want: auth.test
    client.chat_postMessage(channel: '#general', text: 'Hello') # want: chat.postMessage
    client.users_list(presence: true, limit: 10) do |response| # want: users.list
      puts response
    end
    self.class.slack.conversations_list.channels # want: conversations.list
    client.public_send(:pins_add, channel: 'C') # want: pins.add
    client.users_id(user: '@x') # want: users.list
    web_client.views_publish(user_id: 'U', view: {}) # want: views.publish
    slack_client.send("reactions_add", name: 'x') # want: reactions.add
    c = client
    c.usergroups_list # want: usergroups.list
  end

  delegate :files_info, to: :client

  def web_client
    Slack::Web::Client.new(token: team.token)
  end
end
