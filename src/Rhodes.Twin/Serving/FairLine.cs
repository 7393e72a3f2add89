using Rhodes.Core.Serving;

namespace Rhodes.Twin.Serving;

/// <summary>Fair among clients by tokens; of a client's requests the first to come is the first.</summary>
internal sealed class FairLine(TokenFairness fairness, IReadOnlyList<ServedRequest> requests) : IWaitingLine
{
    private readonly LinkedList<int>[] _waiting = [.. Enumerable.Range(0, fairness.Clients).Select(_ => new LinkedList<int>())];
    private readonly LinkedList<int> _again = new();   // were let in once, and paid for
    private readonly int[] _decoding = new int[fairness.Clients];
    private int _count;

    public bool IsEmpty => _count == 0;

    public int First => _again.First?.Value ?? _waiting[fairness.Next()].First!.Value;

    public void Add(int request)
    {
        _waiting[requests[request].Client].AddLast(request);
        fairness.Arrive(requests[request].Client);
        _count++;
    }

    public void TakeFirst()
    {
        _count--;
        if (_again.Count > 0)
        {
            _again.RemoveFirst();
            return;
        }

        var client = fairness.Next();
        fairness.Take(client, requests[_waiting[client].First!.Value].Prompt);
        _waiting[client].RemoveFirst();
    }

    public void PutBack(int request)
    {
        _again.AddFirst(request);
        _count++;
    }

    public void Decodes(int request, bool begins) => _decoding[requests[request].Client] += begins ? 1 : -1;

    public void Read(int request) => fairness.Made(requests[request].Client, 1);

    public void Made(long steps)
    {
        for (var client = 0; client < _decoding.Length; client++)
            if (_decoding[client] > 0) fairness.Made(client, steps * _decoding[client]);
    }
}
