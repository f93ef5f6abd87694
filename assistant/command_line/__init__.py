"""What the commands of `frontstage` share: options, agreement, progress, errors in one line."""
