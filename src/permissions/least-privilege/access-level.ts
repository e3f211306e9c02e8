/**
 * What an action does, as AWS classifies it. Source: IAM User Guide, "Access levels in policy summaries". Tagging and permissions
 * management are kinds of writing.
 */
export enum AccessLevel {
  /** Sees that something exists. */
  LIST = 'List',
  /** Reads what is in it. */
  READ = 'Read',
  /** Changes tags, which decide rights where policies look at tags. */
  TAGGING = 'Tagging',
  /** Makes, changes or deletes something. */
  WRITE = 'Write',
  /** Changes who may do what. */
  PERMISSIONS_MANAGEMENT = 'Permissions management',
}
