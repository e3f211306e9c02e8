/** A channel of Slack. Authorize its workspace once in the console of Amazon Q Developer in chat applications. */
export interface SlackChannelOptions {
  /** The ID of the workspace, such as `T01234ABCDE`. The console shows it after the authorization. */
  readonly workspaceId: string;

  /**
   * The ID of the channel, such as `C01234ABCDE`. It is the end of the link of the channel. Invite the app to a private channel, whose ID
   * may begin with `G`: `/invite @Amazon Q`.
   */
  readonly channelId: string;
}
