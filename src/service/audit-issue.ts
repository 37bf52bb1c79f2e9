/** One thing about an installed definition that is not as it should be. */
export interface AuditIssue {
  readonly code: string;
  readonly message: string;
  readonly detail?: string;
  /** What a person does about it, where installing it again would not help. */
  readonly fix?: string;
}
