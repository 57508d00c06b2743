# frozen_string_literal: true

require 'slack-ruby-client'

# Lends books. client.chat_postMessage(channel: 'C1') is how it speaks.
class Bot
  def initialize(token)
    @client = Slack::Web::Client.new(token: token)
    @shelf = Shelf.new
  end

  def lend(channel, user)
    @client.chat_postMessage(channel: channel, text: "#{user} has it. @client.pins_add") # want: chat.postMessage
    @client.reactions_add channel: channel, name: 'book' # want: reactions.add
    name = @client.users_info(user: user).user.name # want: users.info
    puts "Lent to #{name} of #{@client.team_info.team.name}" # want: team.info
    client = @client
    client.conversations_open(users: user) # want: conversations.open
    client&.im_list # want: im.list
    @shelf.users_list
    self.files_list
  end

=begin
  @client.stars_list
=end

  def remind(user)
    Slack::Web::Client.new.auth_test # want: auth.test
    @client
      .chat_scheduleMessage(channel: user, post_at: 1) # want: chat.scheduleMessage
    @client.post('conversations.replies', channel: user) # want: conversations.replies
    @client.get 'usergroups.list' # want: usergroups.list
    @client.files_upload_v2(filename: 'list.txt') # want: files.getUploadURLExternal files.completeUploadExternal
    @client.conversations_members(channel: user) { |page| page } # want: conversations.members
    puts 'users.list', :users_list
  end

  # @client.chat_delete(ts: 1)
  def files_list = []
end
