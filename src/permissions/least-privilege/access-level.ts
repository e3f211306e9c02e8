/**
 * What an action does, as AWS classifies it. Tagging and permissions management are kinds of write. Source: IAM User Guide, "Access levels
 * in policy summaries".
 */
export enum AccessLevel {
  /** Lists resources. */
  LIST = 'List',
  /** Reads the content of resources. */
  READ = 'Read',
  /** Changes tags, which decide who may do what if policies depend on tags. */
  TAGGING = 'Tagging',
  /** Creates, changes or deletes resources. */
  WRITE = 'Write',
  /** Changes who may do what. */
  PERMISSIONS_MANAGEMENT = 'Permissions management',
}
