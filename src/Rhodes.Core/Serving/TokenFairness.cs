namespace Rhodes.Core.Serving;

/// <summary>
/// Whose request is served next, so that tokens are shared fairly among all who want more than there are: each client has a counter of the tokens that it was served, weighted, and the least is next. Nobody waits while
/// there is room. One who comes back from idleness begins no lower than those who wait, so that idleness saves nothing up.
/// </summary>
/// <remarks>
/// The virtual token counter (VTC) of Sheng et al., "Fairness in Serving Large Language Models", OSDI 2024, arXiv 2401.00588. Its theorem: what two clients are served, weighted, while both always have requests
/// waiting, differs by at most <see cref="Bound"/>, however much one of them sends.
/// </remarks>
/// <param name="clients">How many there are; they are named by 0 to that less one.</param>
/// <param name="promptWeight">Of a token that comes in.</param>
/// <param name="outputWeight">Of a token that goes out, which costs more.</param>
public sealed class TokenFairness(int clients, int promptWeight = 1, int outputWeight = 2)
{
    private readonly long[] _served = new long[clients];
    private readonly int[] _waiting = new int[clients];
    private int _anyWaiting;
    private int _lastToLeave = -1;

    public int Clients => clients;

    /// <summary>Tokens that a client was served, weighted, with what it was lifted by.</summary>
    public long CounterOf(int client) => _served[client];

    /// <summary>By how much the service of two clients that always wait may differ.</summary>
    /// <param name="longestPrompt">In tokens.</param>
    /// <param name="mostInBatch">Tokens that all sequences of a batch have at the most.</param>
    public long Bound(long longestPrompt, long mostInBatch) => 2 * Math.Max(promptWeight * longestPrompt, outputWeight * mostInBatch);

    /// <summary>A request of a client begins to wait.</summary>
    public void Arrive(int client)
    {
        if (_waiting[client]++ == 0) Lift(client);
        _anyWaiting++;
    }

    /// <returns>The client whose request is next; of equals the first. -1: none waits.</returns>
    public int Next()
    {
        var next = -1;
        for (var client = 0; client < _waiting.Length; client++)
            if (_waiting[client] > 0 && (next < 0 || _served[client] < _served[next])) next = client;
        return next;
    }

    /// <summary>A request of a client is taken out of the queue, to be served.</summary>
    /// <param name="prompt">Its tokens.</param>
    public void Take(int client, int prompt)
    {
        _waiting[client]--;
        _anyWaiting--;
        _lastToLeave = client;
        _served[client] += (long)promptWeight * prompt;
    }

    /// <summary>A client's requests made tokens.</summary>
    public void Made(int client, long tokens) => _served[client] += outputWeight * tokens;

    private void Lift(int client)
    {
        var least = long.MaxValue;
        for (var other = 0; other < _waiting.Length; other++)
            if (other != client && _waiting[other] > 0) least = Math.Min(least, _served[other]);
        if (_anyWaiting == 0) least = _lastToLeave < 0 ? 0 : _served[_lastToLeave];
        _served[client] = Math.Max(_served[client], least);
    }
}
