using Rhodes.Core.Units;
using Rhodes.Engines;
using Rhodes.Server.Log;
using Rhodes.Server.Site;
using Rhodes.Server.Views;

namespace Rhodes.Server.Hosting;

/// <summary>
/// Removes what programs wrote once it is old: of an attempt that ended by then its output, of a job that is over since then all, with the folder of its own. What the log and the views know of it stays.
/// </summary>
internal sealed class Retention : IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1), Between = TimeSpan.FromHours(1);

    private readonly IEngine _engine;
    private readonly JobViews _jobs;
    private readonly SiteClock _clock;
    private readonly Duration _keep;
    private readonly Timer _timer;
    private int _isLooking;

    public Retention(IEngine engine, JobViews jobs, SiteClock clock, Duration keep)
    {
        (_engine, _jobs, _clock, _keep) = (engine, jobs, clock, keep);
        _timer = new(_ => Look(), null, First, Between);
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>One round over all that is kept.</summary>
    public void Look()
    {
        if (Interlocked.Exchange(ref _isLooking, 1) == 1) return;   // the round before takes its time
        try
        {
            var before = _clock.Now - _keep;
            foreach (var kept in _engine.Kept()) Remove(kept, before);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or ObjectDisposedException or InvalidOperationException or LogException)
        {
            // The folder or the tables of jobs cannot be read now, or the server stops: the next round sees to it.
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }

    /// <summary>What the views do not know is left alone.</summary>
    private void Remove(KeptWork kept, Instant before)
    {
        if (_jobs.EndsOf(kept.Job.Tenant, kept.Job.Number) is not { } ends) return;
        if (ends.Job < before && ends.Attempts.Values.All(ended => ended < before))
        {
            _engine.Remove(kept.Job);
            return;
        }

        foreach (var ordinal in kept.Attempts)
            if (ends.Attempts.TryGetValue(ordinal, out var ended) && ended < before) _engine.Remove(new Core.Model.AttemptId(kept.Job, ordinal));
    }
}
