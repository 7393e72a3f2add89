using Rhodes.Core.Units;

namespace Rhodes.Server.Views;

/// <summary>When a job and each of its attempts ended; never for what has not.</summary>
/// <param name="Attempts">By ordinal.</param>
public sealed record JobEnds(Instant Job, IReadOnlyDictionary<int, Instant> Attempts);

/// <summary>Which jobs to list, newest first.</summary>
/// <param name="Tenant">By index; null: all.</param>
/// <param name="States">Of <see cref="Words"/>; empty: all.</param>
/// <param name="Name">Null: any.</param>
/// <param name="After">The last job of the page before; null: the first page.</param>
public sealed record JobQuery(int? Tenant, IReadOnlyList<string> States, string? Name, JobCursor? After, int Limit);

/// <summary>A place in a list of jobs, newest first.</summary>
public readonly record struct JobCursor(long SubmittedAt, int Tenant, int Number);

/// <param name="Next">Where the next page begins; null: this was the last.</param>
public sealed record JobPage(IReadOnlyList<JobView> Jobs, JobCursor? Next);
