using Rhodes.Core.Contract;
using Rhodes.Core.Units;

namespace Rhodes.Server.Log;

/// <summary>Whose command it was.</summary>
/// <param name="Command">What was asked, in a word: <c>submit_job</c>; what an engine said with it comes behind a colon: <c>report_completed: exit code 3</c>.</param>
/// <param name="Key">The key under which the same request, sent again, is known, a space, and a print of the request; empty when there is none.</param>
/// <param name="Who">Who asked.</param>
public sealed record EntryHeader(string Command, string Key, string Who);

/// <summary>What one decided command came to. All of it is in the log, or nothing.</summary>
/// <param name="At">Never before that of the entry before.</param>
public sealed record Entry(Instant At, EntryHeader Header, IReadOnlyList<Event> Events);
