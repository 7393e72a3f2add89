using System.Collections.Concurrent;

namespace Rhodes.Engines.Local;

/// <summary>
/// Removes folders that may be large: they are put aside at once, and taken apart by a thread that nobody waits for. What was put aside when the process ended is taken apart by the next.
/// </summary>
internal sealed class Removal : IDisposable
{
    private readonly string _aside;
    private readonly BlockingCollection<string> _folders = [];
    private readonly Thread _thread;

    /// <param name="root">The engine's folder.</param>
    public Removal(string root)
    {
        _aside = Path.Join(root, "removed");
        if (Directory.Exists(_aside))
            foreach (var folder in Directory.EnumerateDirectories(_aside)) _folders.Add(folder);
        _thread = new Thread(Run) { Name = "removal", IsBackground = true };
        _thread.Start();
    }

    /// <summary>A folder that is not there, or cannot be put aside, stays as it is: whoever asked asks again.</summary>
    public void Begin(string folder)
    {
        try
        {
            Directory.CreateDirectory(_aside);
            var aside = Path.Join(_aside, Guid.NewGuid().ToString("N"));
            Directory.Move(folder, aside);
            _folders.Add(aside);
        }
        catch (Exception no) when (no is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>What is left then is for the next process.</summary>
    public void Dispose()
    {
        _folders.CompleteAdding();
        if (_thread.Join(TimeSpan.FromSeconds(1))) _folders.Dispose();
    }

    private void Run()
    {
        foreach (var folder in _folders.GetConsumingEnumerable())
        {
            if (_folders.IsAddingCompleted) return;
            try
            {
                Directory.Delete(folder, recursive: true);   // links in it are removed, and never followed
            }
            catch (Exception no) when (no is IOException or UnauthorizedAccessException)
            {
                // A program may have made what its user alone can remove: it stays aside, and is tried at the next start.
            }
        }
    }
}
