/** Of the name of an error: a policy of the organization denies the region, or the region lacks the setting. */
export const UNAVAILABLE = /Denied|Unauthorized|Unrecognized|InvalidClient|AuthFailure|OptIn|InvalidAction|UnsupportedOp|SettingNotFound/;
