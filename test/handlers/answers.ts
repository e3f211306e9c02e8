import { EventEmitter } from 'events';
import { IncomingMessage } from 'http';
import https, { RequestOptions } from 'https';
import { Socket } from 'net';

/** An answer of a function to CloudFormation. */
export interface Delivery {
  readonly url: string;
  readonly options: RequestOptions;
  readonly body: string;
}

/**
 * CloudFormation's bucket in place of the network, until mocks are restored: takes what functions put into it.
 *
 * @param take may return another status than 200, or the error of a connection that broke
 */
export function takeAnswers(take: (delivery: Delivery) => number | Error | void): jest.SpyInstance {
  return jest.spyOn(https, 'request').mockImplementation(((url: string, options: RequestOptions, callback: (response: IncomingMessage) => void) => {
    const end = (body: string) => {
      const outcome = take({ url, options, body }) ?? 200;
      if (outcome instanceof Error) request.emit('error', outcome);
      else callback(Object.assign(new IncomingMessage(new Socket()), { statusCode: outcome }));
    };
    const request = Object.assign(new EventEmitter(), { end });
    return request;
  }) as any);
}
