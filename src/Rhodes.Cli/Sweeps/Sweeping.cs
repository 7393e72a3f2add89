using System.ComponentModel;

namespace Rhodes.Cli.Sweeps;

/// <summary>Plays the runs of a sweep that are missing, so many at once, and keeps each that is finished.</summary>
internal sealed class Sweeping(SweepFolder folder, int parallel, LongWork work)
{
    private readonly List<SweepProcess> _processes = [];
    private int _ended;

    /// <returns>False when somebody interrupted it.</returns>
    public bool Play(IReadOnlyList<SweepRun> missing)
    {
        var started = 0;
        while (!work.IsInterrupted && _ended < missing.Count)
        {
            while (_processes.Count < parallel && started < missing.Count) Start(missing[started++]);
            if (_processes.Count > 0) Task.WhenAny(_processes.Select(process => process.Ended)).Wait(200);
            foreach (var process in _processes.Where(process => process.Ended.IsCompleted).ToList()) Conclude(process);
            work.Report((_ended + _processes.Sum(process => process.Fraction)) / missing.Count, detail: $"{_ended:#,0} of {missing.Count:#,0} runs");
        }

        EndAll();
        return !work.IsInterrupted;
    }

    private void Start(SweepRun run)
    {
        try
        {
            _processes.Add(SweepProcess.Start(run));
        }
        catch (Win32Exception no)
        {
            run.Failure = $"its process could not be started: {no.Message}";
            _ended++;
        }
    }

    private void Conclude(SweepProcess process)
    {
        process.Conclude();
        if (process.Run.Result is not null) folder.TryKeep(process.Run);
        _processes.Remove(process);
        process.Dispose();
        _ended++;
    }

    /// <summary>When it was interrupted: nothing may go on behind the back of whoever did it. What ended by itself is kept all the same.</summary>
    private void EndAll()
    {
        foreach (var process in _processes) process.End();
        foreach (var process in _processes.ToList())
        {
            process.Ended.Wait();
            Conclude(process);
        }
    }
}
